"""An archive of articles: Parquet, JSONL and folders in, tables of findings out, on Daft (extra `archive`)."""
