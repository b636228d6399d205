package publish

import (
	"compress/flate"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"strings"
)

// zipPart is a file or a folder in a ZIP (APPNOTE.TXT of PKWARE, 4.3).
//
// ZIPs of strangers are read here and not by archive/zip, which also takes what stands
// before, between and behind the parts, parts over other parts, and names that differ
// between the directory and the part: other programs may unpack something else of such
// a ZIP than what was looked at.
type zipPart struct {
	name          string
	flags, method uint16
	kind          uint32 // the type bits of a Unix mode, 0 for none
	crc           uint32
	packed, size  int64 // bytes
	at            int64 // where the part begins, later where its bytes begin
}

// What the formats of the parts say.
const (
	encrypted = 1
	stored    = 0
	deflated  = 8

	typeOfMode   = 0o170000
	typeOfFile   = 0o100000
	typeOfFolder = 0o040000
	typeOfLink   = 0o120000
)

// The sizes of the records of a ZIP without their names, in bytes.
const (
	sizeOfEnd        = 22 // it has no comment
	sizeOfEntry      = 46
	sizeOfHeader     = 30
	sizeOfDescriptor = 24 // at most, behind the bytes of a part
)

var little = binary.LittleEndian

// zipParts reads the directory of a ZIP that is one from its first to its last byte.
func zipParts(f io.ReaderAt, size int64) ([]*zipPart, error) {
	if size > maxBundle {
		return nil, errZIPSize
	}
	end, err := bytesAt(f, size-sizeOfEnd, sizeOfEnd)
	if err != nil || string(end[:4]) != "PK\x05\x06" || little.Uint16(end[20:]) != 0 {
		return nil, errNoZIP
	}
	length, start := int64(little.Uint32(end[12:])), int64(little.Uint32(end[16:]))
	if length > maxDirectory {
		return nil, errBundleMany
	}
	if start+length+sizeOfEnd != size {
		return nil, errNoZIP
	}
	directory, err := bytesAt(f, start, length)
	if err != nil {
		return nil, errNoZIP
	}
	var list []*zipPart
	at := int64(0) // where the next part begins, or up to so many bytes later
	for gap := int64(0); len(directory) > 0; gap = sizeOfDescriptor {
		p, length := zipEntry(directory)
		if p == nil || p.at > at+gap {
			return nil, errNoZIP
		}
		if p.at < at {
			return nil, errBundlePath(p.name, partsOverlap)
		}
		directory = directory[length:]
		if !p.header(f) {
			return nil, errBundlePath(p.name, partHeader)
		}
		at = p.at + p.packed
		if list = append(list, p); len(list) > maxBundleFiles {
			return nil, errBundleMany
		}
	}
	if at > start || at+sizeOfDescriptor < start || len(list) != int(little.Uint16(end[10:])) {
		return nil, errNoZIP
	}
	return list, nil
}

func bytesAt(f io.ReaderAt, at, length int64) ([]byte, error) {
	data := make([]byte, length)
	if at < 0 {
		return nil, errNoZIP
	}
	_, err := f.ReadAt(data, at)
	return data, err
}

// zipEntry reads the first entry of a directory, and says how long it is; nil for none.
func zipEntry(d []byte) (*zipPart, int) {
	if len(d) < sizeOfEntry || string(d[:4]) != "PK\x01\x02" {
		return nil, 0
	}
	name := sizeOfEntry + int(little.Uint16(d[28:]))
	length := name + int(little.Uint16(d[30:])) + int(little.Uint16(d[32:]))
	if len(d) < length {
		return nil, 0
	}
	return &zipPart{name: string(d[sizeOfEntry:name]), flags: little.Uint16(d[8:]), method: little.Uint16(d[10:]), kind: little.Uint32(d[38:]) >> 16 & typeOfMode,
		crc: little.Uint32(d[16:]), packed: int64(little.Uint32(d[20:])), size: int64(little.Uint32(d[24:])), at: int64(little.Uint32(d[42:]))}, length
}

// header reads what stands in front of the bytes of a part, and reports whether it says
// the same as the directory.
func (p *zipPart) header(f io.ReaderAt) bool {
	h, err := bytesAt(f, p.at, sizeOfHeader+int64(len(p.name)))
	if err != nil || string(h[:4]) != "PK\x03\x04" || string(h[sizeOfHeader:]) != p.name || int(little.Uint16(h[26:])) != len(p.name) ||
		little.Uint16(h[6:]) != p.flags || little.Uint16(h[8:]) != p.method {
		return false
	}
	p.at += int64(len(h)) + int64(little.Uint16(h[28:]))
	return true
}

// fault says what no part of a bundle is. Folders hold nothing.
func (p *zipPart) fault() (folder bool, err error) {
	name, folder := strings.CutSuffix(p.name, "/")
	why := nameFault(name)
	switch {
	case why != "":
	case p.kind == typeOfLink:
		why = isLink
	case folder && (p.size > 0 || p.packed > 0), p.kind != 0 && folder != (p.kind == typeOfFolder), p.kind != 0 && !folder && p.kind != typeOfFile:
		why = isNoFile
	case p.flags&encrypted != 0:
		why = partEncrypted
	case p.method != stored && p.method != deflated:
		why = partMethod
	case tooTight(p.packed, p.size):
		return folder, errBundleTight(name)
	}
	if why != "" {
		return folder, errBundlePath(p.name, why)
	}
	return folder, nil
}

// tooTight reports whether a part becomes so much larger when it is unpacked that
// readers of ZIPs take it for a bomb.
func tooTight(packed, size int64) bool { return size > freeOfRatio && size/maxRatio > packed }

// open unpacks a part. What does not have the size and the sum that the directory names
// is an error of the reader.
func (p *zipPart) open(f io.ReaderAt) io.ReadCloser {
	var r io.Reader = io.NewSectionReader(f, p.at, p.packed)
	if p.method == deflated {
		r = flate.NewReader(r)
	}
	return &unpacked{r, p, p.size, crc32.NewIEEE()}
}

type unpacked struct {
	r    io.Reader
	part *zipPart
	rest int64
	sum  hash.Hash32
}

func (u *unpacked) Read(b []byte) (int, error) {
	n, err := u.r.Read(b)
	u.rest -= int64(n)
	_, _ = u.sum.Write(b[:n])
	if u.rest < 0 || err != nil && (err != io.EOF || u.rest != 0 || u.sum.Sum32() != u.part.crc) {
		return 0, errBundlePath(u.part.name, partBroken)
	}
	return n, err
}

func (u *unpacked) Close() error { return nil }
