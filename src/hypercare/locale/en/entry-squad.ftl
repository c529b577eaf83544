# What the squad lacks
entry-squad-no-role = { $role ->
    [driver] Nobody drives the launch.
    [engineering] No engineer is on the squad.
    [analyst] No data analyst is on the squad.
    [support_lead] Nobody leads support.
    [designer] No product designer is on the squad.
    [fixer] Nobody stays as fixer when the others leave.
    [approvers] Nobody may sign the decision.
   *[other] Nobody is { $role }.
 }
entry-squad-todo-role = Name them under squad: { $role } in the launch file.
entry-squad-fixer-month = The fixer, { $name }, is gone after day { $day }, before the second month.
entry-squad-fixer-leaves = The fixer, { $name }, is gone after day { $day }, before day 90.
entry-squad-todo-fixer = Keep { $name } until day 90, or name somebody who stays.
entry-squad-no-address = { $name } has no e-mail address, so no reminder reaches them.
entry-squad-todo-address = Add the address of { $name } to the launch file.
entry-squad-unknown = Nobody of the squad can sign in here ({ $people ->
    [one] one person
   *[other] { $people } people
 }).
entry-squad-todo-unknown = Invite them: hypercare people invite
