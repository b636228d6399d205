package crash

// The sentences of this package.
const (
	msgFault     = "selfmark stopped because of a fault of its own"
	msgErrorLine = "selfmark: error: %s\n"
	msgSaved     = "selfmark: note: every answer that was accepted is saved in %s; open it again to go on\n"
	msgUnsaved   = "selfmark: note: the last answers could not be saved; what was saved before is in %s\n"
	msgWhole     = "selfmark: note: files are written as a whole or not at all, so none is half written\n"
	msgHintLine  = "selfmark: hint: report it with the lines below; they hold nothing of what you wrote\n"
	msgMachine   = "  selfmark %s, %s, %s/%s: %s\n"
	msgKind      = "panic of type %T"
	msgFrame     = "%s %s:%d"
)
