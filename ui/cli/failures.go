package cli

import (
	"errors"
	"io/fs"

	"selfmark/export/publish"
)

// saveFailure classifies what a store could not do.
func (a *app) saveFailure(err error) error {
	if errors.Is(err, fs.ErrExist) {
		return &failure{code: exitUsage, err: err, hint: "choose another name, or open it"}
	}
	return &failure{code: exitOutput, err: err}
}

// writeFailure classifies what an export could not write.
func (a *app) writeFailure(err error) error {
	if errors.Is(err, publish.ErrExists) {
		return &failure{code: exitUsage, err: err, hint: "--force overwrites it"}
	}
	return &failure{code: exitOutput, err: err}
}
