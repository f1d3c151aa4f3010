using static Dais.Workspace.Wire.Vocabulary;

namespace Dais.Workspace.Wire;

/// <summary>The lists in which people keep what they tried, said and decided. No plan reads them; history and undo hold for them.</summary>
internal static class KeptKinds
{
    private static Shape.Many Texts { get; } = new(new Shape.Text(MayBeEmpty: false));

    private static Shape.Number Whole { get; } = new(0, Shape.Number.Most, Whole: true);

    /// <summary>What was decided.</summary>
    public static Kind Decisions { get; } = new("decisions", "What was decided, with the facts as they were then.", new([
        Needed("id", Id, "Its id."),
        Maybe("title", Word, "What was decided, in a line; the id where there is none."),
        Maybe("why", Word, "Why."),
        Maybe("because", Texts, "The reasons, one by one."),
        Maybe("about", Texts, "The things it is about: initiatives/sso."),
        Maybe("status", Word, "How far it is, as it was written: proposed, in force, to revisit."),
        Maybe("supersededBy", Word, "The id of the decision that took its place."),
        Maybe("date", new Shape.Day(), "On what day."),
        Maybe("question", Word, "What was asked."),
        Maybe("options", Texts, "What could have been chosen."),
        Maybe("choice", Word, "What was chosen."),
        Maybe("decider", Word, "Who decided: a group or a body, never a person."),
        Maybe("initiatives", ManyOf("initiatives"), "The initiatives it is about."),
        Maybe("forecasts", Texts, "The ids of what was foretold with it."),
        Maybe("dissent", new Shape.Anything(), "Who saw it otherwise, and why."),
        Maybe("revisitWhen", Word, "When it is to be looked at again."),
        Maybe("revision", Whole, "The revision of the workspace on which its facts were read."),
        Maybe("facts", new Shape.Anything(), "The things it is about and the answers it stands on, as they were: never changed afterwards."),
    ])) { Carried = true };

    /// <summary>Committed plans, and the quarters that were closed.</summary>
    public static Kind Reviews { get; } = new("reviews", "Plans that were committed, and quarters that were closed: planned against actual.", new([
        Needed("id", Id, "Its id."),
        Maybe("name", Word, "What people call it; the id where nobody said."),
        Maybe("sort", new Shape.Word(["commit", "close"]), "Whether a plan was committed or a quarter closed."),
        Maybe("date", new Shape.Day(), "On what day."),
        Maybe("revision", Whole, "The revision of the workspace on which it was made."),
        Maybe("first", new Shape.Quarter(), "The first quarter of the plan's horizon."),
        Maybe("period", new Shape.Quarter(), "The quarter that was closed."),
        Maybe("policy", new Shape.Anything(), "The policy that the plan was asked for by."),
        Maybe("plan", new Shape.Anything(), "The plan, as dais plan --json prints it."),
        Maybe("actuals", new Shape.Anything(), "Planned against actual of the quarter, thing by thing."),
        Maybe("note", Word, "A word about it."),
    ])) { Carried = true };

    /// <summary>What was tried without touching the base.</summary>
    public static Kind Scenarios { get; } = new("scenarios", "Named sets of changes over the model, which never edit it.", new([
        Needed("id", Id, "Its id."),
        Maybe("name", Word, "What people call it; the id where nobody said."),
        Maybe("why", Word, "What it is to find out."),
        Maybe("status", new Shape.Word(["open", "applied", "discarded"]), "What became of it; absent is open."),
        Maybe("base", Whole, "The revision of the workspace on which it was made."),
        Maybe("changes", new Shape.Anything(), "The changes, as a scenario's file has them."),
    ])) { Carried = true };

    /// <summary>What plans are asked to be best at.</summary>
    public static Kind Policies { get; } = new("policies", "What plans are asked to be best at: weights, pins, bans. The one of id current is the usual one.", new([
        Needed("id", Id, "Its id."),
        Maybe("name", Word, "What people call it; the id where nobody said."),
        Maybe("policy", new Shape.Anything(), "The policy, as its file has it."),
    ])) { Carried = true };

    /// <summary>What was said.</summary>
    public static Kind Comments { get; } = new("comments", "What was said about a thing.", new([
        Needed("id", Id, "Its id."),
        Needed("about", Word, "The thing: initiatives/sso."),
        Needed("text", Word, "The words."),
        Maybe("by", Word, "Who said it."),
        Maybe("at", Word, "When, UTC."),
        Maybe("answers", Word, "The id of the comment that it answers."),
        Maybe("resolved", new Shape.Flag(), "Whether it is settled."),
    ])) { Carried = true };
}
