"""Files for officers: the register as CSV, as a spreadsheet, and as a briefing document.

The doors: :func:`api.exports.csv_file.csv_file`, :func:`api.exports.xlsx_file.xlsx_file`,
:func:`api.exports.docx_file.docx_file`, and :func:`api.exports.whole_file.write_whole`.
"""
