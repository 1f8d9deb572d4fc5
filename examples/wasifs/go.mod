module example.org/wasifs

go 1.27
