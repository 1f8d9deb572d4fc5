module example.org/workers

go 1.27
