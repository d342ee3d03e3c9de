// The inline namespace that keeps the three builds of one template apart. The build defines
// AG_KERNEL_ISA (x86_64, x86_64_v3, x86_64_v4) for the sources compiled per instruction set; all
// others see `common`. Inline functions shared between builds would otherwise be merged by the
// linker into whichever copy it met first, and that one may hold instructions the CPU lacks.
#pragma once

#ifndef AG_KERNEL_ISA
#define AG_KERNEL_ISA common
#endif

// Loop without dependences between iterations: outputs never overlap inputs, except element on
// element.
#if defined(__clang__)
#define AG_KERNEL_LOOP _Pragma("clang loop vectorize(assume_safety)")
#else
#define AG_KERNEL_LOOP _Pragma("GCC ivdep")
#endif
