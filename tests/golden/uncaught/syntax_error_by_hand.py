"""A SyntaxError made by hand."""
raise SyntaxError("my message", ("myfile.txt", 2, 3, "some text here\n", 2, 7))
