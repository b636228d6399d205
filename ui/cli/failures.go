package cli

import (
	"errors"
	"io/fs"

	"selfmark/assessment/file"
	"selfmark/export/publish"
)

// inputError gives what could not be read its exit code, and its name in front; nil
// stays nil.
func inputError(err error) error {
	var f *failure
	var own *file.Error
	var path *fs.PathError
	switch {
	case err == nil, errors.As(err, &f):
		return err
	case errors.As(err, &own):
	case errors.Is(err, fs.ErrNotExist) && errors.As(err, &path):
		return failHint(exitInput, msgCheckName, msgNoSuchFile, path.Path)
	case errors.As(err, &path):
		return failHint(exitInput, msgCheckFilePermissions, msgCannotRead, path.Path, path.Err)
	}
	return &failure{code: exitInput, err: err}
}

// saveFailure classifies what a store could not do.
func saveFailure(err error) error {
	var save *file.SaveError
	switch {
	case errors.Is(err, fs.ErrExist):
		return &failure{code: exitUsage, err: err}
	case errors.Is(err, file.ErrLocked):
		return failHint(exitOutput, msgCloseWindowTryAgain, "%w", file.ErrLocked)
	case errors.As(err, &save) && errors.Is(err, file.ErrReadOnly):
		return failHint(exitOutput, msgChangePermissionsChooseAnother, msgCannotSaved, save.Path, save.Problem)
	case errors.As(err, &save):
		return failHint(exitOutput, save.Remedy, msgCannotSaved, save.Path, save.Problem)
	}
	return &failure{code: exitOutput, err: err}
}

// writeFailure classifies what an export could not write.
func writeFailure(err error) error {
	path := &fs.PathError{Path: msgResult, Err: err}
	errors.As(err, &path)
	hint := ""
	switch {
	case errors.Is(err, publish.ErrExists):
		return failHint(exitUsage, msgForceOverwrites, msgFileExistsAlready, path.Path)
	case errors.Is(err, publish.ErrForeign):
		return failHint(exitUsage, msgChooseAnotherNameMove, "%s: %w", path.Path, publish.ErrForeign)
	case errors.Is(err, fs.ErrNotExist):
		return failHint(exitOutput, msgMakeFolderFirst, msgCannotWrittenFolderNot, path.Path)
	case errors.Is(err, fs.ErrPermission):
		hint = msgChangePermissionsChooseAnother
	}
	return failHint(exitOutput, hint, msgCannotWritten, path.Path, file.Cause(err))
}
