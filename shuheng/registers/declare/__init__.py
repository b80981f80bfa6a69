"""What a register is, declared in YAML and checked: fields, life cycle, deadlines, the metrics it supplies. Knows no Django."""
