run crash
backtrace
