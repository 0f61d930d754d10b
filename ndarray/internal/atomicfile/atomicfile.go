// Package atomicfile writes files that are there as a whole or not at all.
package atomicfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
)

// Write replaces path, as [Replace] does, by a file with what write writes.
func Write(path string, write func(w io.Writer) error) error {
	return Replace(path, func(f *os.File) error {
		b := bufio.NewWriterSize(f, 1<<18)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	})
}

// Replace makes fill fill a temporary file in the folder of path, brings it to the
// disk, and renames it to path: whatever happens in between, path has its old
// content or all of the new. A file that is replaced passes its permissions on; a
// symbolic link stays one. Devices and pipes are not replaced, but written to.
func Replace(path string, fill func(f *os.File) error) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	old, statErr := os.Stat(path)
	if statErr == nil && !old.Mode().IsRegular() && !old.IsDir() {
		return through(path, fill)
	}
	f, err := create(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if statErr == nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil && runtime.GOOS != "windows" {
			return err
		}
	}
	if err := fill(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// through makes fill fill what is at path.
func through(path string, fill func(f *os.File) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(fill(f), f.Close())
}

// create makes a new file beside path, with the permissions that a new file has.
func create(path string) (*os.File, error) {
	dir, base := filepath.Split(path)
	for {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%08x.tmp", base, rand.Uint32()))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// syncDir brings the names in a folder to the disk, where the system can do that.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, os.ErrInvalid) {
		return err
	}
	return nil
}
