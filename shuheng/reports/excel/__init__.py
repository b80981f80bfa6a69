"""Results and forms as Excel workbooks, written so that no text ever becomes a formula."""
