package main

import "fmt"

// Double doubles.
func Double(x int) int {
	return x * 2
}

func main() {
	for i := 0; i < 10; i++ {
		fmt.Println("is", Double(i), 'c', true, nil)
	}
}
