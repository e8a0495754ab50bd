"""The gate and the power of two on whole vectors, by polynomials: libm's calls would cost more than the products."""

from typing import Any

from llvmlite import ir
from numba.extending import intrinsic

from voices.compiled.lanes import INT32, constant, fused, larger, smaller

# 2^f for f in [-0.5, 0.5], highest power first: the fifth-degree polynomial of smallest relative error, 7.5e-8.
POLYNOMIAL = (1.327647012e-3, 9.675541319e-3, 5.550713279e-2, 2.402211972e-1, 6.931469671e-1, 1.000000072)
LOG2_E = 1.4426950408889634
ROUNDING = 12582912.0  # 1.5 * 2^23: adding it leaves no room for a fraction


def _power_of_two(builder: ir.IRBuilder, exponent: ir.Value) -> ir.Value:
    vector = exponent.type
    exponent = larger(builder, smaller(builder, exponent, constant(vector, 126.0)), constant(vector, -126.0))
    shifted = builder.fadd(exponent, constant(vector, ROUNDING))
    whole = builder.fsub(shifted, constant(vector, ROUNDING))
    fraction = builder.fsub(exponent, whole)
    power = constant(vector, POLYNOMIAL[0])
    for coefficient in POLYNOMIAL[1:]:
        power = fused(builder, power, fraction, constant(vector, coefficient))
    integers = ir.VectorType(INT32, vector.count)
    # The whole part goes straight into the exponent bits.
    bits = builder.shl(builder.fptosi(whole, integers), constant(integers, 23))
    return builder.bitcast(builder.add(builder.bitcast(power, integers), bits), vector)


@intrinsic
def power_of_two(_typing: Any, exponent: Any) -> Any:
    """Return 2 to the power of each lane, exponents clipped to +-126."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return _power_of_two(builder, arguments[0])

    return exponent(exponent), generate


@intrinsic
def gate(_typing: Any, filtered: Any, gated: Any) -> Any:
    """Return tanh(filtered) * sigmoid(gated) of each lane (Eq. 2, van den Oord et al. 2016).

    With p = e^(-2 filtered) and q = e^(-gated) that is (1 - p) / ((1 + p) (1 + q)): one division for both.
    """

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        one = constant(arguments[0].type, 1.0)
        p = _negative_exponential(builder, arguments[0], 2.0, 15.0)
        q = _negative_exponential(builder, arguments[1], 1.0, 30.0)
        denominator = builder.fmul(builder.fadd(one, p), builder.fadd(one, q))
        return builder.fdiv(builder.fsub(one, p), denominator, flags=("arcp",))

    return filtered(filtered, gated), generate


@intrinsic
def sigmoid(_typing: Any, value: Any) -> Any:
    """Return 1 / (1 + e^-value) of each lane."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        one = constant(arguments[0].type, 1.0)
        denominator = builder.fadd(one, _negative_exponential(builder, arguments[0], 1.0, 30.0))
        return builder.fdiv(one, denominator, flags=("arcp",))

    return value(value), generate


def _negative_exponential(builder: ir.IRBuilder, value: ir.Value, rate: float, limit: float) -> ir.Value:
    vector = value.type
    value = larger(builder, smaller(builder, value, constant(vector, limit)), constant(vector, -limit))
    return _power_of_two(builder, builder.fmul(value, constant(vector, -rate * LOG2_E)))
