set environment AUTOGRAFT_MODE eager
break breakpoint.cpp:17
run
print n
continue
print n
continue
print n
continue
