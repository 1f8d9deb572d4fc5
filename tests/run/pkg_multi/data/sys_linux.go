package data

const System = "linux"
