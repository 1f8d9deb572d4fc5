module linknameruntime

go 1.27
