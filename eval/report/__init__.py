"""The report of an evaluation: one page and one JSON file, the same for the same files."""

from eval.report.contents import Report
from eval.report.json_form import report_json, report_text
from eval.report.page import render_page
from eval.report.running import run_report
from eval.report.writing import write_report

__all__ = ["Report", "render_page", "report_json", "report_text", "run_report", "write_report"]
