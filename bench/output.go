package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// checkOutput reports why the PNG file at path could not be written, before hours are spent on its content.
func checkOutput(path string) error {
	if !strings.EqualFold(filepath.Ext(path), ".png") {
		return fmt.Errorf("--output=%s: must end in .png", path)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("--output=%s: exists and is no regular file", path)
	}
	return checkFolder(filepath.Dir(path))
}

// checkFolder reports why no file could be made in a folder.
func checkFolder(folder string) error {
	f, err := createTemp(folder)
	if cause := (*fs.PathError)(nil); errors.As(err, &cause) {
		return fmt.Errorf("--output: no file can be written to %s: %w", folder, cause.Err)
	}
	if err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

func createTemp(folder string) (*os.File, error) { return os.CreateTemp(folder, ".bench-*.tmp") }

// writePNG writes a picture to a file, whole or not at all: to a temporary neighbour, which then takes its name.
func writePNG(ctx context.Context, path string, picture image.Image) (err error) {
	f, err := createTemp(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close() // a second close does no harm
			os.Remove(f.Name())
		}
	}()
	buffer := bufio.NewWriterSize(&writer{ctx, f}, 1<<20)
	if err := errors.Join(png.Encode(buffer, picture), buffer.Flush()); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// A writer writes to w until ctx is cancelled.
type writer struct {
	ctx context.Context
	w   io.Writer
}

func (w *writer) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.w.Write(p)
}
