module example.org/println

go 1.27
