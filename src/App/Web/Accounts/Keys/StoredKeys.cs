using System.Xml.Linq;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Dais.App.Web.Accounts.Keys;

/// <summary>Keeps the keys of Data Protection in the store, encrypted by the operator's key: every replica finds them there.</summary>
internal sealed class StoredKeys(Store store) : IXmlRepository
{
    /// <summary>Sets Data Protection up.</summary>
    /// <exception cref="CannotServeException">The keys in the store are another operator's key's.</exception>
    public static void Add(IServiceCollection services, Store store, MasterKey master)
    {
        var repository = new StoredKeys(store);
        RefuseAnothers(repository, master);
        services.AddSingleton(master);
        services.AddDataProtection().SetApplicationName("dais");
        services.Configure<KeyManagementOptions>(keys => (keys.XmlRepository, keys.XmlEncryptor) = (repository, new Encrypting(master)));
    }

    // Data Protection asks seldom, and knows no other way of asking.
    public IReadOnlyCollection<XElement> GetAllElements() => [.. ProtectionKeys.ReadAsync(store).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        ProtectionKeys.AddAsync(store, friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();

    private static void RefuseAnothers(StoredKeys repository, MasterKey master)
    {
        var other = repository.GetAllElements().SelectMany(e => e.Descendants("encrypted")).Select(e => (string?)e.Attribute("key")).FirstOrDefault(name => name != master.Name);
        if (other is not null) throw new CannotServeException($"The store's keys are encrypted with the operator's key {other}; the one that was given is {master.Name}. Maybe {MasterKey.Variable} or {MasterKey.FileVariable} is of another instance: the store needs the key that it was begun with.");
    }

    private sealed class Encrypting(MasterKey master) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(master.Encrypt(plaintextElement), typeof(Decrypting));
    }

    /// <summary>Made by Data Protection where it meets an encrypted key.</summary>
    internal sealed class Decrypting(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<MasterKey>().Decrypt(encryptedElement);
    }
}
