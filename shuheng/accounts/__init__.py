"""Who may do what. One question for the whole house: `allows(user, permission, thing)`."""
