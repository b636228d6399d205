package cli

const ttyName = "CONIN$"
