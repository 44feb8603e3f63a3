namespace Netback.Properties.Exploration;

/// <content>Reduction: which steps are made together with the one before, as nobody else can tell. It follows from who has touched what so far.</content>
internal sealed partial class RuleBook
{
    /// <summary>Notes who touches what, and looks again at those rules that rely on it if somebody touches more.</summary>
    private void Touch(int process, IEnumerable<Column> reads, IEnumerable<Column> writes)
    {
        ulong bit = 1UL << process;
        bool more = false;
        foreach (var column in reads)
        {
            var (r, w) = touched.GetValueOrDefault(column);
            if ((r & bit) != 0) continue;
            touched[column] = (r | bit, w);
            more = true;
        }
        foreach (var column in writes)
        {
            var (r, w) = touched.GetValueOrDefault(column);
            if ((w & bit) != 0) continue;
            touched[column] = (r, w | bit);
            more = true;
        }
        if (!more || !reduces) return;
        bool relied = false;
        foreach (var rule in rules)
        {
            if (!rule.IsMover || IsMover(rule)) continue;
            rule.IsMover = false;
            relied = true;
        }
        if (!relied) return;
        Restarts++;
        chains.Clear();
        foreach (var decision in Spots().SelectMany(s => s.Chains)) decision.Clear();
        MakeTable();
    }

    private bool IsMover(Rule rule)
    {
        if (!reduces || rule.Process == processes || rule.Violations.Length > 0) return false;
        ulong others = ~(1UL << rule.Process) & ((1UL << processes) - 1 | ticking);
        foreach (var column in rule.Reads)
            if (column != rule.Released && (touched.GetValueOrDefault(column).Writes & others) != 0) return false;
        foreach (var (column, _) in rule.Writes)
        {
            if (column == rule.Released || column == places[rule.Process]) continue;
            var (r, w) = touched.GetValueOrDefault(column);
            if (((r | w) & others) != 0) return false;
        }
        return rule.Shift == 0;
    }
}
