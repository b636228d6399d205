//go:build e2e

// Command usage runs a program several times and prints what a run needs at least:
// milliseconds, milliseconds of CPU, and the most memory in KiB. It is a program of
// its own because Linux counts the memory of whoever starts a process as that of the
// process, and a test takes much. "{n}" in an argument is the number of the run. With
// SHOW in the environment, what the program says goes to the error output.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	runs, err := strconv.Atoi(os.Args[1])
	if err != nil || runs < 1 {
		fmt.Fprintln(os.Stderr, "usage: usage RUNS PROGRAM ARGUMENT…")
		os.Exit(2)
	}
	var wall, cpu time.Duration
	memory, code := int64(0), 0
	for n := range runs {
		args := make([]string, 0, len(os.Args))
		for _, a := range os.Args[3:] {
			args = append(args, strings.ReplaceAll(a, "{n}", strconv.Itoa(n)))
		}
		c := exec.Command(os.Args[2], args...)
		if os.Getenv("SHOW") != "" {
			c.Stdout, c.Stderr = os.Stderr, os.Stderr
		}
		start := time.Now()
		_ = c.Run() // its exit code is printed
		took := time.Since(start)
		if c.ProcessState == nil {
			fmt.Fprintln(os.Stderr, os.Args[2], "cannot be started")
			os.Exit(2)
		}
		used := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
		if n == 0 || took < wall {
			wall = took
		}
		if n == 0 || used < cpu {
			cpu = used
		}
		memory = max(memory, c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
		code = max(code, c.ProcessState.ExitCode())
	}
	fmt.Println(wall.Nanoseconds(), cpu.Nanoseconds(), memory, code)
}
