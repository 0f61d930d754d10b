package blas

// Implementation is this module's BLAS: gonum's interfaces blas.Float32,
// blas.Float64, blas.Complex64 and blas.Complex128. Its zero value is ready to use.
type Implementation struct{}
