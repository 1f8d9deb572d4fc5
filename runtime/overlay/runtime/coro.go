package runtime

// Coroutines, for iter.Pull: a goroutine that runs only while another one waits for it. Switching goes straight from
// one to the other.

type coro struct {
	gp   *g          // the side that waits
	f    func(*coro) // until the first switch
	done bool
}

var unstartedCoros int // their goroutines exist for the program

// newcoro makes a coroutine that will run f on a goroutine of its own, which the first switch makes.
func newcoro(f func(*coro)) *coro {
	unstartedCoros++
	return &coro{f: f}
}

// run is the coroutine's goroutine. When f returns, the side that waits goes on once more.
func (c *coro) run(f func(*coro)) {
	defer c.exit()
	f(c)
}

func (c *coro) exit() {
	c.done = true
	other := c.gp
	c.gp = nil
	rt_ready(other)
}

// coroswitch continues the other side and waits until it switches back or ends.
func coroswitch(c *coro) {
	if c.done {
		throw("coroswitch on exited coro")
	}
	if f := c.f; f != nil {
		c.f = nil
		unstartedCoros--
		c.gp = getg()
		newproc(func() { c.run(f) }) // runs next
		rt_park(waitCoroutine)
		return
	}
	other := c.gp
	c.gp = getg()
	rt_switch_to(other)
}
