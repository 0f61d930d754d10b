// Command typecheck checks the types of all packages of the module in a folder, with
// their tests and all that they import, for each platform that is named:
//
//	go run ./typecheck ../.. darwin/arm64 windows/amd64
//
// It finds what a build would, but for the assembler's and the linker's errors, in
// seconds instead of the minutes that compiling the large packages for one more
// platform takes.
package main

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
)

func main() {
	failed := false
	for _, platform := range os.Args[2:] {
		n, err := check(os.Args[1], platform)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", platform, err)
			failed = true
			continue
		}
		fmt.Printf("%s: %d packages and tests\n", platform, n)
	}
	if failed {
		os.Exit(1)
	}
}

// everything is type-checked from its source: nothing is compiled.
const everything = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedDeps | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedTypesSizes | packages.NeedSyntax

// check returns the number of packages and tests; their errors are printed.
func check(dir, platform string) (int, error) {
	system, arch, ok := strings.Cut(platform, "/")
	if !ok {
		return 0, fmt.Errorf("want os/arch")
	}
	found, err := packages.Load(&packages.Config{
		Dir:   dir,
		Mode:  everything,
		Tests: true,
		Env:   append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+arch),
	}, "./...")
	if err != nil {
		return 0, err
	}
	if n := packages.PrintErrors(found); n > 0 {
		return 0, fmt.Errorf("%d errors", n)
	}
	if len(found) == 0 {
		return 0, fmt.Errorf("no packages in %s", dir)
	}
	return len(found), nil
}
