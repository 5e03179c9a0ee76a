"""The values of formulas, for readers that show what a file says and calculate nothing.

Excel and LibreOffice calculate a filled report anew; previews, phones and pandas show the stored value. This package
works out the formulas that reports are made of. What it does not know for certain it leaves without a value.
"""
