"""The mechanical rules of 体检: a pure function for each, `(parameters, facts) -> bool`, True when well."""
