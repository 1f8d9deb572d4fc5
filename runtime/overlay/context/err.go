package context

// errOf is Err without waiting for the channel of Done to be closed: nothing runs between the moments when cancel stores the
// error and closes the channel. With the stock method everything that asks a context would be code that may wait.
//
//gocw:replaces errOf context.(*cancelCtx).Err
func errOf(c *cancelCtx) error {
	err, _ := c.err.Load().(error)
	return err
}
