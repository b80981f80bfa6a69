"""数据表: tables behind entries, brought as files or named in a database, measured by runs that keep what they found."""
