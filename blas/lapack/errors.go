package lapack

// What misuse panics with, in gonum's words.
const (
	badDiag  = "lapack: bad Diag"
	badSide  = "lapack: bad Side"
	badTrans = "lapack: bad Trans"
	badUplo  = "lapack: bad Uplo"

	kGTM    = "lapack: k > m"
	kGTN    = "lapack: k > n"
	kLT0    = "lapack: k < 0"
	mLT0    = "lapack: m < 0"
	nGTM    = "lapack: n > m"
	nLT0    = "lapack: n < 0"
	nLTM    = "lapack: n < m"
	nrhsLT0 = "lapack: nrhs < 0"

	badLdA     = "lapack: bad leading dimension of A"
	badLdB     = "lapack: bad leading dimension of B"
	badLdC     = "lapack: bad leading dimension of C"
	badLenIpiv = "lapack: bad length of ipiv"
	badLenTau  = "lapack: bad length of tau"
	badLWork   = "lapack: insufficient declared workspace length"
	shortA     = "lapack: insufficient length of a"
	shortAB    = "lapack: insufficient length of ab"
	shortB     = "lapack: insufficient length of b"
	shortC     = "lapack: insufficient length of c"
	shortTau   = "lapack: insufficient length of tau"
	shortWork  = "lapack: insufficient length of work"
)
