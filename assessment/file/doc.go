// Package file is one assessment on disk: strict reading, canonical writing,
// lock, atomic save and backup. It is the only writer of the file. The file
// holds answers, decisions and history; nothing derived.
package file
