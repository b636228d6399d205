package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"selfmark/assessment/file"
	"selfmark/assessment/yamlstrict"
	"selfmark/export/signature"
)

// trusted are the lists that verify believes: files named on the command line, or
// once and for all in the configuration. Nothing that comes with a document counts.
type trusted struct {
	Signers string `yaml:"signers"` // file of whose key is whose
	Revoked string `yaml:"revoked"` // file of keys that count no more, "" for none
}

// configFolder is the folder of selfmark in the user's configuration: below
// XDG_CONFIG_HOME, on Windows below AppData, else in .config. It is "" where the
// environment names no home.
func (a *app) configFolder() string {
	base := a.Getenv("XDG_CONFIG_HOME")
	if name := a.Customs.ConfigVariable; !filepath.IsAbs(base) && name != "" {
		base = a.Getenv(name)
	}
	if home := a.Getenv("HOME"); !filepath.IsAbs(base) && home != "" {
		base = filepath.Join(home, ".config")
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "selfmark")
}

// configName is the file of the settings in configFolder.
const configName = "config.yaml"

// configured reads the settings; they are empty where there is no file. Relative
// paths begin at its folder.
func (a *app) configured() (trusted, error) {
	var t trusted
	path := filepath.Join(a.configFolder(), configName)
	if a.configFolder() == "" || !exists(path) {
		return t, nil
	}
	data, err := readSmall(path)
	if err != nil {
		return t, err
	}
	if err := yamlstrict.Decode(data, &t); err != nil {
		return t, failHint(exitInput, msgKeyTrustWritesAnew, "%s, %w", path, err)
	}
	for _, name := range []*string{&t.Signers, &t.Revoked} {
		if *name != "" && !filepath.IsAbs(*name) {
			*name = filepath.Join(a.configFolder(), *name)
		}
	}
	return t, nil
}

// allowed reads the lists: those given, else those of the configuration. It is nil
// where nobody named any.
func (a *app) allowed(given trusted) (*signature.AllowedSigners, error) {
	if given.Signers == "" || given.Revoked == "" {
		own, err := a.configured()
		if err != nil {
			return nil, err
		}
		if given.Signers == "" && own.Signers != "" {
			fmt.Fprintf(a.Err, msgNoteSignersThose, oneLine(own.Signers))
			given.Signers = own.Signers
		}
		if given.Revoked == "" {
			given.Revoked = own.Revoked
		}
	}
	if given.Signers == "" {
		if given.Revoked != "" {
			return nil, failHint(exitUsage, msgNameListSignersSigners, msgRevocationListAloneSays)
		}
		return nil, nil
	}
	return given.read()
}

func (t trusted) read() (*signature.AllowedSigners, error) {
	data, err := readSmall(t.Signers)
	if err != nil {
		return nil, err
	}
	list, err := signature.ParseAllowedSigners(data)
	if err != nil {
		return nil, failHint(exitInput, msgKeyShowKEYPub, "%s, %w", t.Signers, err)
	}
	if t.Revoked == "" {
		return &list, nil
	}
	if data, err = readSmall(t.Revoked); err != nil {
		return nil, err
	}
	revoked, err := signature.ParseRevoked(data)
	if err != nil {
		return nil, fail(exitInput, "%s, %w", t.Revoked, err)
	}
	list = list.Without(revoked)
	return &list, nil
}

// keyTrust notes the lists in the configuration.
func (a *app) keyTrust() *cobra.Command {
	var t trusted
	c := &cobra.Command{
		Use:     "trust SIGNERS",
		Short:   keyTrustShort,
		Long:    keyTrustLong,
		Example: keyTrustExample,
		Args:    takes(1, 1, keyTrustTakes),
		RunE: func(_ *cobra.Command, args []string) error {
			t.Signers = args[0]
			return a.trust(t)
		},
	}
	c.Flags().StringVar(&t.Revoked, "revoked", "", keyTrustFlagRevoked)
	return c
}

func (a *app) trust(t trusted) error {
	if _, err := t.read(); err != nil {
		return err
	}
	if a.configFolder() == "" {
		return failHint(exitUsage, msgSetHOMEXDGCONFIG, msgNoFolderSettings)
	}
	settings := yamlstrict.Map()
	for _, entry := range []struct{ key, path string }{{"signers", t.Signers}, {"revoked", t.Revoked}} {
		if entry.path == "" {
			continue
		}
		path, err := filepath.Abs(entry.path)
		if err != nil {
			return inputError(err)
		}
		yamlstrict.Add(settings, entry.key, yamlstrict.Text(path))
	}
	path := filepath.Join(a.configFolder(), configName)
	if err := os.MkdirAll(a.configFolder(), 0o700); err != nil {
		return writeFailure(err)
	}
	if err := file.Replace(file.OS, path, yamlstrict.Encode(settings)); err != nil {
		return writeFailure(err)
	}
	a.wrote(path)
	return nil
}
