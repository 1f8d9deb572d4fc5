// The in-memory network of wasm ports: TCP by net, and an HTTP server with its client over it.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

func echo(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			sc := bufio.NewScanner(c)
			for sc.Scan() {
				fmt.Fprintf(c, "echo %s\n", strings.ToUpper(sc.Text()))
			}
		}()
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go echo(l)
	var wg sync.WaitGroup
	out := make([]string, 3)
	for i := range out {
		wg.Go(func() {
			c, err := net.Dial("tcp", l.Addr().String())
			if err != nil {
				out[i] = err.Error()
				return
			}
			defer c.Close()
			r := bufio.NewReader(c)
			for j := range 3 {
				fmt.Fprintf(c, "client %d.%d\n", i, j)
				s, _ := r.ReadString('\n')
				out[i] += strings.TrimSpace(s) + ";"
			}
		})
	}
	wg.Wait()
	fmt.Println(out)
	l.Close()

	a, b := net.Pipe()
	go func() { a.Write([]byte("through a pipe")); a.Close() }()
	all, _ := io.ReadAll(b)
	fmt.Println(string(all))
	a, b = net.Pipe()
	b.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	_, err = b.Read(make([]byte, 1))
	fmt.Println(err, err.(net.Error).Timeout())

	mux := http.NewServeMux()
	mux.HandleFunc("GET /hello/{name}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Test", "yes")
		fmt.Fprintf(w, "hello %s %s", r.PathValue("name"), r.URL.Query().Get("q"))
	})
	mux.HandleFunc("POST /sum", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		n := 0
		for _, c := range body {
			n += int(c)
		}
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, len(body), " ", n)
	})
	hl, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	srv := &http.Server{Handler: mux}
	go srv.Serve(hl)
	// js would send requests through fetch: dial the in-memory server instead
	client := &http.Client{Transport: &http.Transport{Dial: func(network, addr string) (net.Conn, error) { return net.Dial("tcp", hl.Addr().String()) }}}
	base := "http://server.test"
	resp, err := client.Get(base + "/hello/gopher?q=1")
	if err != nil {
		fmt.Println(err)
		return
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	fmt.Println(resp.Status, resp.Header.Get("X-Test"), string(body))
	resp, err = client.Post(base+"/sum", "text/plain", strings.NewReader(strings.Repeat("ab", 5000)))
	if err != nil {
		fmt.Println(err)
		return
	}
	body, _ = io.ReadAll(resp.Body)
	fmt.Println(resp.StatusCode, string(body))
	resp, _ = client.Get(base + "/none")
	fmt.Println(resp.StatusCode)
	ip := net.ParseIP("192.168.1.10")
	_, n, _ := net.ParseCIDR("192.168.0.0/16")
	fmt.Println(n.Contains(ip), net.JoinHostPort("::1", "80"), net.ParseIP("2001:db8::1"), net.IPv4(1, 2, 3, 4).DefaultMask())
	srv.Close()
}
