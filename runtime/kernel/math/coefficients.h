// Written by fit.py; not to be edited. Polynomials are stored from the constant term upwards.
#pragma once

#include "kernel/isa.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace math {

// (e^r - 1 - r) / r^2, |r| <= ln2 / 2
inline constexpr double exp_tail_f64[] = {
    0x1.0000000000000p-1,  0x1.5555555555557p-3,  0x1.5555555555556p-5,  0x1.11111111100dcp-7,
    0x1.6c16c16c162d4p-10, 0x1.a01a01abe7fe1p-13, 0x1.a01a01a6d889cp-16, 0x1.71de0231960ebp-19,
    0x1.27e4db646b17ep-22, 0x1.af4de97ca4194p-26, 0x1.1f730349868cep-29};
inline constexpr double exp_tail_f32[] = {0x1.0000000b9129bp-1,  0x1.5555555a78ed4p-3,
                                          0x1.5554e9063586ep-5,  0x1.1110e0f238322p-7,
                                          0x1.6d43246b523b4p-10, 0x1.a124f19fe89acp-13};

// (log((1+s)/(1-s)) - 2s) / s^3 in s^2, 1 + f = (1+s)/(1-s) in [sqrt(1/2), sqrt 2]
inline constexpr double log_tail_f64[] = {
    0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476c42p-2, 0x1.c71c720168526p-3,
    0x1.745cf8fe328f9p-3, 0x1.3b1c36b445cebp-3, 0x1.0fbe71ad855c9p-3, 0x1.0c05166ec4148p-3};
inline constexpr double log_tail_f32[] = {0x1.5555554bb0b30p-1, 0x1.9999eb6a4a96cp-2,
                                          0x1.245c3dda4c5adp-2, 0x1.ddd00b001665ap-3};

// (sin r - r) / r^3 in r^2, |r| <= pi / 4
inline constexpr double sin_tail_f64[] = {
    -0x1.5555555555555p-3,  0x1.1111111111110p-7,  -0x1.a01a01a019937p-13, 0x1.71de3a54607a5p-19,
    -0x1.ae64541295cdfp-26, 0x1.61217ee5cca1bp-33, -0x1.ab17bdcbd3414p-41};
inline constexpr double sin_tail_f32[] = {-0x1.555555545df18p-3, 0x1.11110deef0ae3p-7,
                                          -0x1.a013a740c35cep-13, 0x1.6dbded5452c9bp-19};

// (cos r - 1 + r^2 / 2) / r^4 in r^2, |r| <= pi / 4
inline constexpr double cos_tail_f64[] = {
    0x1.5555555555555p-5,  -0x1.6c16c16c16c16p-10, 0x1.a01a01a019d0ap-16, -0x1.27e4fb7712ca2p-22,
    0x1.1eed8deb82809p-29, -0x1.9394b9eb4d56dp-37, 0x1.ab78473be59d7p-45};
inline constexpr double cos_tail_f32[] = {0x1.5555555502c6dp-5, -0x1.6c16bf54be1f5p-10,
                                          0x1.a015c4462d9e2p-16, -0x1.25243c2f39550p-22};

// erf(x) / x - 1 in x^2, |x| <= 1
inline constexpr double erf_quotient_f64[] = {
    0x1.06eba8214db69p-3,  -0x1.812746b0379e6p-2,  0x1.ce2f21a042b2fp-4,  -0x1.b82ce31284df1p-6,
    0x1.565bcd0dba7cep-8,  -0x1.c02db3dabced8p-11, 0x1.f9a321d4dab9dp-14, -0x1.f4d1e306e0024p-17,
    0x1.b9df216542643p-20, -0x1.5f1ec38082bdcp-23, 0x1.f7b46724de981p-27, -0x1.389c36ba235e9p-30,
    0x1.05fccb83cf37bp-34};
inline constexpr double erf_quotient_f32[] = {
    0x1.06eba82022b08p-3, -0x1.8127466568a1fp-2,  0x1.ce2f08fb35eacp-4,  -0x1.b829c8396c1a2p-6,
    0x1.562a5c41f312cp-8, -0x1.bccf2b78d21a4p-11, 0x1.d885de65ad986p-14, -0x1.445bbae882733p-17};

// -log erfc(a) in a - 1, 1 <= a <= 6, where an error weighs as much as erfc(a)
inline constexpr double erfc_log_f64[] = {
    0x1.d97fbf27aa2a1p+0,   0x1.51c9b0006c236p+1,   0x1.afabc11a2963fp-1,   0x1.5477f09bfc95fp-5,
    -0x1.48c9d3e9de44ep-7,  0x1.033f658dac7d9p-9,   -0x1.f1b37fff1fceap-13, -0x1.b8df812cf48fap-16,
    0x1.c7a962e298379p-16,  -0x1.42719dee93c74p-17, 0x1.148f5ba49335dp-19,  -0x1.343014510c170p-23,
    -0x1.a144df31b5900p-24, 0x1.bd73fa0f4b276p-25,  -0x1.fe4c987d98e8cp-27, 0x1.87b6fdc6fab6fp-29,
    -0x1.92845ff3e912bp-32, 0x1.f76b832061201p-36,  -0x1.2226d24ddb12ap-40};
inline constexpr double erfc_log_f32[] = {
    0x1.d97fbf272f330p+0,   0x1.51c9b026689a8p+1,  0x1.afabb2a0fa2b3p-1,
    0x1.54800ac33089ap-5,   -0x1.495669df46457p-7, 0x1.0882aae842fbfp-9,
    -0x1.34a18f7512994p-12, 0x1.8bd6af235094ep-16, -0x1.3ea2639c8bb43p-22};

// e^(a^2) erfc(a) in (a - 3) / (a + 3), 1 <= a <= 10.2
inline constexpr double erfc_scaled_f32[] = {
    0x1.6e9827d252e14p-3,   -0x1.4e102ba030808p-2, 0x1.f6ff201a6317ap-3, -0x1.336ffa1ece348p-3,
    0x1.258b1f1c668eep-4,   -0x1.8fa6b6fe92a58p-6, 0x1.17bea490ada45p-8, 0x1.74493bb0663aap-11,
    -0x1.37485a3886e5dp-11, 0x1.31a6bfb684018p-15, 0x1.d16253169e86bp-15};

inline constexpr double ln2_1 = 0x1.62e42ff000000p-1;
inline constexpr double ln2_2 = -0x1.718432a1b0e26p-35;
inline constexpr double half_pi_1 = 0x1.921fb54400000p+0;
inline constexpr double half_pi_2 = 0x1.0b4611a600000p-34;
inline constexpr double half_pi_3 = 0x1.3198a2e000000p-69;
inline constexpr double half_pi_4 = 0x1.b839a252049c1p-104;
inline constexpr double inv_ln2_1 = 0x1.7154760000000p+0;
inline constexpr double inv_ln2_2 = 0x1.4ae0bf85ddf44p-26;
inline constexpr double inv_ln10_1 = 0x1.bcb7b20000000p-2;
inline constexpr double inv_ln10_2 = -0x1.5b235e39ab2a9p-27;
inline constexpr double log10_2_1 = 0x1.3441350a00000p-2;
inline constexpr double log10_2_2 = -0x1.0c0219dc1da99p-39;
inline constexpr double ln2_full_1 = 0x1.62e42fefa39efp-1;
inline constexpr double ln2_full_2 = 0x1.abc9e3b39803fp-56;
inline constexpr double log2_e = 0x1.71547652b82fep+0;
inline constexpr double two_over_pi = 0x1.45f306dc9c883p-1;

}  // namespace math
}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
