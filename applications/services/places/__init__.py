"""Where each rule of 体检 looks: functions `(case) -> places` of what there is to judge."""
