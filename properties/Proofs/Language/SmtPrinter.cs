using System.Text;

namespace Netback.Properties.Proofs.Language;

/// <summary>Writes terms as SMT-LIB 2.</summary>
public static class SmtPrinter
{
    /// <summary>Characters that a line has at most, unless a symbol is longer.</summary>
    public const int Width = 110;

    /// <param name="term">What to write.</param>
    /// <param name="name">What variables are called.</param>
    public static string OneLine(Term term, Func<Variable, string> name) => term switch
    {
        Variable variable => name(variable),
        Literal literal => literal.Sort.Show(literal.Value),
        Application a => $"({Symbol(a)} {string.Join(' ', a.Arguments.Select(x => OneLine(x, name)))})",
        _ => throw new ArgumentException($"{term.GetType().Name} cannot be written."),
    };

    /// <summary>In lines that are not too long, each but the first indented by <paramref name="indent"/> characters.</summary>
    public static string Lines(Term term, Func<Variable, string> name, int indent)
    {
        var text = new StringBuilder();
        Write(text, term, name, indent);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Term term, Func<Variable, string> name, int indent)
    {
        string line = OneLine(term, name);
        if (term is not Application a || indent + line.Length <= Width)
        {
            text.Append(line);
            return;
        }
        text.Append($"({Symbol(a)}");
        foreach (var argument in a.Arguments)
        {
            text.Append('\n').Append(' ', indent + 2);
            Write(text, argument, name, indent + 2);
        }
        text.Append(')');
    }

    private static string Symbol(Application a) => a.Operator switch
    {
        Operator.Not => "not",
        Operator.And => "and",
        Operator.Or => "or",
        Operator.Implies => "=>",
        Operator.Equal => "=",
        Operator.If => "ite",
        Operator.Less => a.OnWords ? "bvult" : "<",
        Operator.AtMost => a.OnWords ? "bvule" : "<=",
        Operator.Plus => a.OnWords ? "bvadd" : "+",
        Operator.Minus => a.OnWords ? "bvsub" : "-",
        Operator.Mask => "bvand",
        Operator.Times => "*",
        Operator.Divide => "div",
        Operator.Modulo => "mod",
        _ => throw new ArgumentException($"{a.Operator} has no symbol."),
    };
}
