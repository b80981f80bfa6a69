"""接口探测: are the interfaces of the catalogue callable, do they give what was declared, and how long do failures last."""
