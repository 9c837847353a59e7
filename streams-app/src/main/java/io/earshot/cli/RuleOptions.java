package io.earshot.cli;

import io.earshot.query.DecisionRules;
import io.earshot.query.Rule;
import io.earshot.query.WrittenRules;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Adds an option for each rule of a query to a command, and reads the given ones. */
final class RuleOptions implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        Rule.WRITTEN.forEach(rule -> command.addOption(OptionSpec.builder(names(rule))
                .type(String.class)
                .paramLabel(rule.form().label())
                .description(description(rule))
                .build()));
        return command;
    }

    /** @throws WrongUseException if one cannot be read, or they exclude each other */
    static WrittenRules of(CommandSpec command) {
        try {
            return WrittenRules.parse(rule -> command.findOption(names(rule)[0]).getValue());
        } catch (IllegalArgumentException e) {
            throw wrongUse(e);
        }
    }

    /** @throws WrongUseException if they contradict each other or are out of range */
    static DecisionRules over(DecisionRules rules, CommandSpec command) {
        try {
            return of(command).over(rules);
        } catch (IllegalArgumentException e) {
            throw wrongUse(e);
        }
    }

    /** A message about a rule begins with its option. */
    static WrongUseException wrongUse(IllegalArgumentException e) {
        String message = e.getMessage();
        boolean namesOne = Rule.ALL.stream().anyMatch(rule -> message.startsWith(rule.option() + " "));
        return new WrongUseException(namesOne ? "--" + message : message);
    }

    private static String description(Rule<?> rule) {
        String sentence = rule.doc().substring(0, rule.doc().length() - 1);
        return rule.isScale() && !rule.equals(Rule.THRESHOLD)
                ? rule.doc()
                : sentence + " (default: " + rule.byDefault() + ").";
    }

    private static String[] names(Rule<?> rule) {
        String name = "--" + rule.option();
        return rule.equals(Rule.THRESHOLD) ? new String[] {name, "-t"} : new String[] {name};
    }
}
