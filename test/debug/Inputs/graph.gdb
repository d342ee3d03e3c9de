break breakpoint.cpp:17
run
print n
backtrace
continue
