"""Records of the office: the open file, the sample office, lists of customers."""
