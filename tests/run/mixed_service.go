// A service as users write it: workers that talk JSON through a pipe, values whose String methods lock, a pool with channels.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"sync"
)

type Request struct {
	ID   int               `json:"id"`
	Op   string            `json:"op"`
	Args []float64         `json:"args"`
	Tags map[string]string `json:"tags,omitempty"`
}

type Response struct {
	ID     int     `json:"id"`
	Result float64 `json:"result"`
	Err    string  `json:"err,omitempty"`
}

// Stats is printed by its String method, which locks.
type Stats struct {
	mu    sync.Mutex
	count map[string]int
	total float64
}

func (s *Stats) Add(op string, v float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count[op]++
	s.total += v
}

func (s *Stats) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ops := make([]string, 0, len(s.count))
	for op := range s.count {
		ops = append(ops, op)
	}
	sort.Strings(ops)
	var b strings.Builder
	for i, op := range ops {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s: %d", op, s.count[op])
	}
	return fmt.Sprintf("{%s; total %.2f}", b.String(), s.total)
}

// Account guards its balance by a lock of its own.
type Account struct {
	sync.RWMutex
	Name    string
	balance int
}

func (a *Account) String() string {
	a.RLock()
	defer a.RUnlock()
	return fmt.Sprint(a.Name, ":", a.balance)
}

func (a *Account) Deposit(n int) {
	a.Lock()
	a.balance += n
	a.Unlock()
}

var errOp = errors.New("unknown operation")

type opError struct {
	op  string
	err error
}

func (e *opError) Error() string { return fmt.Sprintf("op %q: %v", e.op, e.err) }
func (e *opError) Unwrap() error { return e.err }

func eval(r *Request) (float64, error) {
	sum := 0.0
	switch r.Op {
	case "sum":
		for _, a := range r.Args {
			sum += a
		}
	case "product":
		sum = 1
		for _, a := range r.Args {
			sum *= a
		}
	default:
		return 0, &opError{r.Op, errOp}
	}
	return sum, nil
}

func produce(pw *io.PipeWriter, n int) {
	enc := json.NewEncoder(pw)
	ops := []string{"sum", "product", "root"}
	for i := 0; i < n; i++ {
		r := Request{ID: i, Op: ops[i%3], Args: []float64{float64(i), 2, 0.5}}
		if i%4 == 0 {
			r.Tags = map[string]string{"kind": "fourth", "n": fmt.Sprint(i)}
		}
		if err := enc.Encode(&r); err != nil {
			pw.CloseWithError(err)
			return
		}
	}
	pw.Close()
}

func consume(pr *io.PipeReader, jobs chan<- *Request) error {
	defer close(jobs)
	dec := json.NewDecoder(pr)
	for {
		r := new(Request)
		if err := dec.Decode(r); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		jobs <- r
	}
}

func worker(jobs <-chan *Request, results chan<- Response, stats *Stats, wg *sync.WaitGroup) {
	defer wg.Done()
	for r := range jobs {
		res := Response{ID: r.ID}
		v, err := eval(r)
		if err != nil {
			res.Err = err.Error()
		}
		res.Result = v
		stats.Add(r.Op, v)
		results <- res
	}
}

func pool(n int) ([]Response, *Stats, error) {
	pr, pw := io.Pipe()
	jobs, results := make(chan *Request), make(chan Response, 4)
	stats := &Stats{count: map[string]int{}}
	var wg sync.WaitGroup
	errc := make(chan error, 1)
	go produce(pw, n)
	go func() { errc <- consume(pr, jobs) }()
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go worker(jobs, results, stats, &wg)
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	var all []Response
	for r := range results {
		all = append(all, r)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	return all, stats, <-errc
}

func report(w io.Writer, rs []Response, stats *Stats) {
	for _, r := range rs {
		if r.Err != "" {
			fmt.Fprintf(w, "%d failed: %s\n", r.ID, r.Err)
			continue
		}
		fmt.Fprintf(w, "%d = %g\n", r.ID, r.Result)
	}
	fmt.Fprintln(w, stats)
}

func main() {
	rs, stats, err := pool(10)
	fmt.Println(len(rs), stats, err)

	pr, pw := io.Pipe()
	go func() {
		report(pw, rs, stats)
		pw.Close()
	}()
	text, err := io.ReadAll(pr)
	fmt.Printf("%s%v\n", text, err)

	acct := &Account{Name: "shared"}
	var wg sync.WaitGroup
	for i := 1; i <= 5; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			acct.Deposit(i)
		}()
	}
	wg.Wait()
	fmt.Println(acct)

	out, err := json.MarshalIndent(rs[:2], "", "  ")
	fmt.Println(string(out), err)
	var back []Response
	err = json.Unmarshal(out, &back)
	fmt.Println(back, err)
	err = json.Unmarshal([]byte(`{"id": "x"}`), &back)
	fmt.Println(err)
	json.NewEncoder(os.Stdout).Encode(map[string]any{"accounts": []string{acct.String()}, "stats": stats.String()})

	pr, pw = io.Pipe()
	go func() {
		fmt.Fprintf(pw, `{"id": 1, "result": `)
		fmt.Fprintf(pw, "%d}\n[", 12)
		pw.CloseWithError(&opError{"pipe", errOp})
	}()
	dec := json.NewDecoder(pr)
	for {
		var r Response
		if err := dec.Decode(&r); err != nil {
			fmt.Println(err, errors.Is(err, errOp))
			break
		}
		fmt.Println(r)
	}
}
