def make(catalogue): return {}
