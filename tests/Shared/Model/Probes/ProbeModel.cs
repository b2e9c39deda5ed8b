using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Model.Probes;

internal static class ProbeModel
{
    public static ModelBuilder AddProbes(this ModelBuilder model)
    {
        model.Entity<TextProbe>(text =>
        {
            text.Property(t => t.Limited).HasMaxLength(10);
            text.Property(t => t.Padded).HasMaxLength(5).IsFixedLength();
            text.Property(t => t.Code).HasMaxLength(40);
            text.HasIndex(t => t.Code).IsUnique();
        });
        model.Entity<NumberProbe>().Property(n => n.Exact).HasPrecision(9, 2);
        model.Entity<TimeProbe>().Property(t => t.Millisecond).HasPrecision(3);
        model.Entity<ValueProbe>(value =>
        {
            value.Property(v => v.Id).ValueGeneratedNever();
            value.Property(v => v.Status).HasConversion<string>().HasMaxLength(20);
        });
        model.Entity<TreeNode>(node =>
        {
            node.Property(n => n.Name).HasMaxLength(60);
            node.HasOne(n => n.Parent).WithMany().OnDelete(DeleteBehavior.Restrict);
        });
        return model;
    }
}
