package ndarray

func init() { poison = true }
