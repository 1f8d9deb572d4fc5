module example.org/callback

go 1.27
