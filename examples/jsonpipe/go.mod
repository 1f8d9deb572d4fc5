module example.org/jsonpipe

go 1.27
