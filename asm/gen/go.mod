module github.com/lanewise/lanewise/asm/gen

go 1.26.0

require (
	github.com/lanewise/lanewise v0.0.0
	github.com/mmcloughlin/avo v0.6.0
	golang.org/x/tools v0.47.0
)

require (
	golang.org/x/mod v0.37.0 // indirect
	golang.org/x/sync v0.21.0 // indirect
)

replace github.com/lanewise/lanewise => ../..
