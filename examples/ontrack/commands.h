/* commands.h - the commands; each is one file, cmd_<name>.c. */
#ifndef ONTRACK_COMMANDS_H
#define ONTRACK_COMMANDS_H

int cmd_aggregate(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_evaluate(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_rules(int argc, char **argv);
int cmd_layout(int argc, char **argv);
int cmd_layout_check(int argc, char **argv);
int cmd_measures(int argc, char **argv);

/* The commands of `ontrack rules`. */
int cmd_rules_list(int argc, char **argv);
int cmd_rules_show(int argc, char **argv);
int cmd_rules_check(int argc, char **argv);
int cmd_rules_test(int argc, char **argv);

#endif
