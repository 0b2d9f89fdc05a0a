"""When to answer: fitting the thresholds on labelled questions, and how reliable they are."""

from eval.calibrate.calibrating import calibrate
from eval.calibrate.records import CalibrationReport, FitSettings
from eval.calibrate.serial import report_json
from eval.calibrate.writing import SHIPPED, write_calibration

__all__ = [
    "SHIPPED",
    "CalibrationReport",
    "FitSettings",
    "calibrate",
    "report_json",
    "write_calibration",
]
