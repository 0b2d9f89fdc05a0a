"""How good it is: labelled cases, calibration and benchmarks."""
