"""报表下载: printed papers, each declared as a value, made by the worker, checked by their code."""
